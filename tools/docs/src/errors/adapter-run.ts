import type { E164, Fetch } from "@polysms/core";
import {
  type Answer,
  createValidator,
  type JsonObject,
  jsonAnswer,
  listAnswers,
  type Operation,
} from "@polysms/testing";
import { type FacadeMember, membersFor, type Result } from "../facade-members.ts";
import type { ProviderDocument } from "../providers/provider-document.ts";
import { type Setting, settingsOf } from "../providers/provider-instance.ts";

/** How an operation is reached: a member of the facade, and the environment it needs. */
export interface Way {
  readonly setting: Setting;
  readonly member: FacadeMember;
  /** False where the operation only prepares for another one, as the call for a token does. */
  readonly isLast: boolean;
}

export interface AdapterRun {
  readonly operations: readonly Operation[];
  readonly answers: (operation: Operation) => Answer[];
  /** The best way to an operation; nothing when the facade has no member for it. */
  wayTo(operationId: string): Promise<Way | undefined>;
  /** What the adapter makes of an answer to an operation. */
  judge(way: Way, operationId: string, answer: Answer, to: readonly E164[]): Promise<readonly Result[]>;
}

/** Runs a provider's own adapter over the answers of its document, with a `fetch` that asks nobody. */
export function adapterRun(provider: ProviderDocument): AdapterRun {
  const { operations, checkRequest } = createValidator(provider.document as unknown as JsonObject);
  const settings = settingsOf(provider);
  const ways = new Map<string, Promise<Way | undefined>>();

  const success = (operation: Operation): Response => {
    const answer = listAnswers(operation).find(({ status }) => status >= 200 && status < 300);
    return jsonAnswer(answer?.value, answer?.status);
  };
  /** Answers one operation as told and all others with success, and notes what was asked for. */
  const stub = (told?: { readonly operationId: string; readonly answer: Answer }) => {
    const asked: string[] = [];
    const fetch: Fetch = async (request) => {
      const { operation } = await checkRequest(request);
      if (operation === undefined) throw new Error(`${provider.name}: ${request.url} is no documented operation.`);
      asked.push(operation.operationId);
      return operation.operationId === told?.operationId
        ? jsonAnswer(told.answer.value, told.answer.status)
        : success(operation);
    };
    return { asked, fetch };
  };
  const find = async (operationId: string): Promise<Way | undefined> => {
    const found: Way[] = [];
    for (const setting of settings) {
      for (const member of membersFor(operationId)) {
        const { asked, fetch } = stub();
        await member.call(setting.create(fetch), [SOMEBODY]);
        if (asked.at(-1) === operationId) return { setting, member, isLast: true };
        if (asked.includes(operationId)) found.push({ setting, member, isLast: false });
      }
    }
    return found[0];
  };

  return {
    operations: operations.filter(({ kind }) => kind === "request"),
    answers: listAnswers,
    wayTo(operationId) {
      const way = ways.get(operationId) ?? find(operationId);
      ways.set(operationId, way);
      return way;
    },
    async judge({ setting, member }, operationId, answer, to) {
      const { fetch } = stub({ operationId, answer });
      return (await member.call(setting.create(fetch), to)) ?? [];
    },
  };
}

const SOMEBODY = "+254712345678" as E164;
