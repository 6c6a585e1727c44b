import https from "node:https";
import { connect } from "node:net";

/**
 * Some packages have an https host written into them. Their requests go through Node's global agent, which anybody may
 * replace: this one opens its connections on loopback and in the clear, so they are spared TLS like everybody else.
 */
export function sendHttpsTo(url: string): void {
  const { hostname: host, port } = new URL(url);
  // Settings like those of the agent that it takes the place of.
  const agent = new https.Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000 });
  agent.createConnection = () => connect({ host, port: Number(port), noDelay: true });
  https.globalAgent = agent;
}
