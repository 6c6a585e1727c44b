import { expect, it } from "vitest";
import { loadsFromOutside } from "./outside.ts";

it.each([
  `<script async src="https://cdn.example/redoc.js"></script>`,
  `<script src='//cdn.example/redoc.js'></script>`,
  `<link rel="stylesheet" href="https://fonts.example/css">`,
  `<img alt="" src="https://host.example/logo.png">`,
  `<style>body { background: url(https://host.example/a.png) }</style>`,
  `<style>@import "https://host.example/a.css";</style>`,
  `<script>fetch("https://host.example/a")</script>`,
  "<script>x={src:`https://host.example/logo.svg`}</script>",
  "<script>x={url:`https://otel.cloud.example/v1/traces`}</script>",
  `<script type="module">import { hydrate } from "https://host.example/redoc.js";</script>`,
])("a page that loads something from another host is found: %s", (page) => {
  expect(loadsFromOutside(page)).not.toEqual([]);
});

it("a link to the provider's documents is not a load", () => {
  expect(loadsFromOutside(`<a href="https://host.example/docs">Docs</a><link rel="icon" href="data:,">`)).toEqual([]);
});
