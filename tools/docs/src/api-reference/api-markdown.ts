import { listOperations } from "../spec/operation-list.ts";
import type { ApiDocument } from "../spec/provider-document.ts";
import { withCallOuts } from "./call-outs.ts";
import { type CodeSample, fenced } from "./code-samples.ts";

/** The Markdown twin of an API reference: each operation with its text and samples, and links to the rest. */
export function apiMarkdown(document: ApiDocument): string {
  const shown = withCallOuts(document);
  const { title, description } = shown.info;
  const operations = listOperations(shown).flatMap(({ operation, call }) => {
    const {
      operationId,
      summary,
      description: text,
      "x-codeSamples": samples = [],
    } = operation as typeof operation & {
      readonly "x-codeSamples"?: readonly CodeSample[];
    };
    return [`## ${operationId}`, `\`${call}\`: ${summary}`, text, ...(call === "webhook" ? [] : [fenced(samples)])];
  });
  const rest = "Fields, answers and examples: [openapi.yaml](openapi.yaml), [openapi.json](openapi.json).";
  return `${[`# ${title} API`, rest, description, ...operations].join("\n\n")}\n`;
}
