import { useState } from "react";
import { useChangeBranding } from "../../backend/branding-queries.ts";
import { branding as text } from "../../messages/branding.ts";
import { useNotifications } from "../../parts/notifications.tsx";

/** Rust refuses what is larger than 2 MiB, and need not see more of it to do so. */
const SEEN_MAX = 2 * 1024 * 1024 + 1;
const CHUNK = 0x8000;

/** Choosing and removing the logo; what is wrong with a file is said at the field. */
export function useLogo() {
  const { mutate } = useChangeBranding();
  const { failed, succeeded } = useNotifications();
  const [fault, setFault] = useState<string>();
  const send = async (file: File) => {
    let content: string;
    try {
      content = inBase64(new Uint8Array(await file.slice(0, SEEN_MAX).arrayBuffer()));
    } catch {
      setFault(text.unreadable);
      return;
    }
    mutate((backend) => backend.updateLogo(content), {
      onError: (error) => {
        if (error.code === "invalid_input") setFault(`${error.title} ${error.advice}`);
        else failed(error);
      },
    });
  };
  return {
    fault,
    choose: (files: readonly File[]) => {
      setFault(undefined);
      const [file] = files;
      if (file !== undefined) void send(file);
    },
    remove: () => {
      setFault(undefined);
      mutate((backend) => backend.removeLogo(), {
        onSuccess: () => succeeded(text.logoRemoved),
        onError: (error) => failed(error),
      });
    },
  };
}

function inBase64(bytes: Uint8Array): string {
  let text = "";
  // Each call takes so many arguments.
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}
