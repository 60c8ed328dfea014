import { attachFile, attachedFile } from '@liaise/core/wire/survey-files';
import type { GatewayCommand } from './command.ts';

/** A file's bytes in base64 (RFC 4648, section 4). */
async function base64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

export const command: GatewayCommand<'attach-file'> = {
  write: async ({ token, question, id, name, file }) => ({
    key: id,
    method: 'POST',
    path: attachFile.path.replace('{token}', encodeURIComponent(token)),
    body: { id, question, name, content: await base64(file) },
    order: { token, question, id, name },
  }),
  answer: attachedFile,
  expected: ({ id, question, name, file }) => ({ id, question, name, type: file.type, size: file.size }),
};
