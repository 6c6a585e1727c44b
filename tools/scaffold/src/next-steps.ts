/** What is left to do by hand after the files are there. */
export function nextSteps(name: string): string {
  return [
    "Everything in these files is assumed. Next:",
    `  1. Read the provider's documents into specs/${name}/: host, path, security, fields, replies. Cite each fact in`,
    "     x-source, remove each x-evidence that a source replaces, and note contradictions in x-quirks and the README.",
    "  2. pnpm generate writes the types, the operation table and the facade's list of providers; pnpm format lays the",
    "     new files out.",
    `  3. packages/${name}/src/send.ts says what an answer proves, provider.ts names countries and limits, and the`,
    "     description in package.json and the README name the country. Each quirk id goes into the title of a test.",
    `  4. Say in .changeset/add-${name}.md what users get.`,
    "  5. pnpm api-report writes down what the package exports. Then pnpm test",
  ].join("\n");
}
