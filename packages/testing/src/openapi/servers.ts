import { child, children, isObject, type JsonObject, type Located } from "./json-pointer.ts";

/** The servers of one operation: its own, or its path's, or the document's. */
export function readServers(document: JsonObject, item: Located, operation: Located): string[] {
  const root: Located = { value: document, pointer: "#" };
  const owner = [operation, item, root].find((each) => Array.isArray(each.value.servers)) ?? root;
  const servers = children(document, owner, "servers").map(([, server]) => readServer(document, server));
  if (servers.length === 0) throw new Error(`${operation.pointer}: no server is documented for this operation.`);
  return servers;
}

function readServer(document: JsonObject, server: Located): string {
  const variables = child(document, server, "variables")?.value ?? {};
  const written = String(server.value.url).replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const variable = variables[name];
    return isObject(variable) ? String(variable.default) : `{${name}}`;
  });
  // A relative server does not say which host it is, and the host is checked.
  if (!/^https?:\/\/[^{}?#]+$/.test(written)) {
    throw new Error(`${server.pointer}: a server must be an absolute http or https URL.`);
  }
  return written.replace(/\/$/, "");
}
