import https from "node:https";
import { connect } from "node:net";

/**
 * Some packages have a fixed https host. Their requests go through Node's global agent, which can be replaced: this one opens
 * its connections on loopback and without TLS, as for all other contenders.
 */
export function sendHttpsTo(url: string): void {
  const { hostname: host, port } = new URL(url);
  // The settings of the agent that it replaces.
  const agent = new https.Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000 });
  agent.createConnection = () => connect({ host, port: Number(port), noDelay: true });
  https.globalAgent = agent;
}
