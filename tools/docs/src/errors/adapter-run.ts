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
import type { ProviderDocument } from "../spec/provider-document.ts";
import { type Setting, settingsOf } from "../spec/provider-instance.ts";

/** How the facade reaches an operation: through which member, and with which environment. */
export interface OperationRoute {
  readonly setting: Setting;
  readonly member: FacadeMember;
  /** False if the operation only prepares another one, as the call for a token does. */
  readonly isLast: boolean;
}

export interface AdapterRun {
  readonly operations: readonly Operation[];
  readonly answers: (operation: Operation) => Answer[];
  /** The best route to an operation; `undefined` if no member of the facade uses it. */
  routeTo(operationId: string): Promise<OperationRoute | undefined>;
  /** What the adapter makes of an answer to an operation. */
  resultsFor(
    route: OperationRoute,
    operationId: string,
    answer: Answer,
    to: readonly E164[],
  ): Promise<readonly Result[]>;
}

/** Runs a provider's own adapter over the answers of its document, with a `fetch` that makes no request. */
export function adapterRun(provider: ProviderDocument): AdapterRun {
  const { operations, checkRequest } = createValidator(provider.document as unknown as JsonObject);
  const settings = settingsOf(provider);
  const routes = new Map<string, Promise<OperationRoute | undefined>>();

  const success = (operation: Operation): Response => {
    const answer = listAnswers(operation).find(({ status }) => status >= 200 && status < 300);
    return jsonAnswer(answer?.value, answer?.status);
  };
  /** Answers one operation with the given answer and all others with success, and records the operations. */
  const stub = (given?: { readonly operationId: string; readonly answer: Answer }) => {
    const called: string[] = [];
    const fetch: Fetch = async (request) => {
      const { operation } = await checkRequest(request);
      if (operation === undefined) throw new Error(`${provider.name}: ${request.url} is not a documented operation.`);
      called.push(operation.operationId);
      return operation.operationId === given?.operationId
        ? jsonAnswer(given.answer.value, given.answer.status)
        : success(operation);
    };
    return { called, fetch };
  };
  const find = async (operationId: string): Promise<OperationRoute | undefined> => {
    const found: OperationRoute[] = [];
    for (const setting of settings) {
      for (const member of membersFor(operationId)) {
        const { called, fetch } = stub();
        await member.call(setting.create(fetch), [ANY_RECIPIENT]);
        if (called.at(-1) === operationId) return { setting, member, isLast: true };
        if (called.includes(operationId)) found.push({ setting, member, isLast: false });
      }
    }
    return found[0];
  };

  return {
    operations: operations.filter(({ kind }) => kind === "request"),
    answers: listAnswers,
    routeTo(operationId) {
      const route = routes.get(operationId) ?? find(operationId);
      routes.set(operationId, route);
      return route;
    },
    async resultsFor({ setting, member }, operationId, answer, to) {
      const { fetch } = stub({ operationId, answer });
      return (await member.call(setting.create(fetch), to)) ?? [];
    },
  };
}

const ANY_RECIPIENT = "+254712345678" as E164;
