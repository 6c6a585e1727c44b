export { jsonAnswer as replyJson, recordFetch } from "@polysms/testing";

/** The values of a form body, by name; a name that came twice fails. */
export async function readForm(request: Request | undefined): Promise<Record<string, string>> {
  const entries = [...new URLSearchParams(await request?.clone().text())];
  const form = Object.fromEntries(entries);
  if (Object.keys(form).length !== entries.length) throw new Error("A form field was sent twice.");
  return form;
}
