import { jsonAnswer as json, type RecordedFetch, recordFetch } from "@polysms/testing";

export type Recording = RecordedFetch;
export { json };

/** A `fetch` that answers with an empty object unless told otherwise, and keeps every request. */
export const record = (answer: Parameters<typeof recordFetch>[0] = () => json({})): Recording => recordFetch(answer);

export const receipt = (id: number, recipients = 1) => ({
  message: `SMS successfully queued for sending. Total recipients ${recipients}`,
  status: 200,
  transaction_id: id,
});
