// The YAML language server that the VS Code extension "YAML" (redhat.vscode-yaml) runs, spoken to over its pipes.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const PROGRAM = join(dirname(require.resolve("yaml-language-server/package.json")), "bin/yaml-language-server");

/** A running server, which answers in Chinese as it does in a Chinese VS Code. */
export async function start(folder) {
  const server = spawn(process.execPath, [PROGRAM, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map(); // what an answer is awaited for → who awaits it
  let read = Buffer.alloc(0);
  let number = 0;

  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    server.stdin.write(body);
  };
  const awaited = (key) => new Promise((done) => waiting.set(key, done));
  const ask = (method, params) => {
    send({ id: ++number, method, params });
    return awaited(number);
  };
  const told = (message) => {
    if (message.method === "workspace/configuration") {
      send({ id: message.id, result: message.params.items.map(() => ({})) }); // no settings but the built-in ones
    } else if (message.method === "textDocument/publishDiagnostics") {
      waiting.get(message.params.uri)?.(message.params.diagnostics);
    } else if (message.method && message.id !== undefined) {
      send({ id: message.id, result: null });
    } else {
      waiting.get(message.id)?.(message.result);
    }
  };
  server.stdout.on("data", (more) => {
    read = Buffer.concat([read, more]);
    for (;;) {
      const head = read.indexOf("\r\n\r\n");
      const length = head < 0 ? 0 : Number(/Content-Length: (\d+)/i.exec(read.subarray(0, head))[1]);
      if (head < 0 || read.length < head + 4 + length) return;
      told(JSON.parse(read.subarray(head + 4, head + 4 + length)));
      read = read.subarray(head + 4 + length);
    }
  });

  const root = pathToFileURL(folder).href;
  await ask("initialize", {
    processId: process.pid,
    locale: "zh-cn",
    rootUri: root,
    workspaceFolders: [{ uri: root, name: "genreport" }],
    capabilities: {
      textDocument: {
        hover: { contentFormat: ["markdown"] },
        completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
      },
      workspace: { configuration: true },
    },
  });
  send({ method: "initialized", params: {} });

  return {
    /** What is wrong with a text that stands, or could stand, in a file. */
    diagnostics(file, text) {
      const uri = pathToFileURL(file).href;
      const found = awaited(uri);
      send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
      return found;
    },
    /** What is shown (about "hover") or offered ("completion") at a place of a text that was opened. */
    at(file, about, line, character) {
      return ask(`textDocument/${about}`, {
        textDocument: { uri: pathToFileURL(file).href },
        position: { line, character },
      });
    },
    stop: () => server.kill(),
  };
}
