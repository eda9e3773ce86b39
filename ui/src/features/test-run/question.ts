import type { Answer, Question, Refused } from "../../backend/bindings.ts";
import { question as text } from "../../messages/question.ts";

/** One input of a question. */
export interface Field {
  /** The name of its value. */
  name: string;
  kind: "text" | "secret" | "code" | "choice";
  label: string;
  hint?: string;
  /** Of a choice, in the words of the API. */
  options?: readonly string[];
}

export type Values = Readonly<Record<string, string>>;

const ATTRIBUTE = "attribute:";
const PASSWORD: Field = { name: "password", kind: "secret", label: text.credentials.password };

/** The inputs of a question, in their order. */
export function fieldsOf(question: Question): Field[] {
  switch (question.kind) {
    case "credentials": {
      const { username, usernameHint } = text.credentials;
      const name: Field = { name: "username", kind: "text", label: username, hint: usernameHint };
      return question.withPassword ? [name, PASSWORD] : [name];
    }
    case "password":
      return [PASSWORD];
    case "new_password": {
      const { password, attribute, attributeHint } = text.newPassword;
      return [
        { ...PASSWORD, label: password },
        ...question.requiredAttributes.map(
          (name): Field => ({
            name: ATTRIBUTE + name,
            kind: "text",
            label: attribute(name),
            hint: attributeHint,
          }),
        ),
      ];
    }
    case "code":
      return [{ name: "code", kind: "code", label: text.code.label }];
    case "choice": {
      const { options } = question;
      return [{ name: "option", kind: "choice", label: text.choice.label, options }];
    }
    case "software_token_setup":
      return [{ name: "code", kind: "code", label: text.setUp.label }];
  }
}

/** Whether it is who signs in that is asked; what comes after that is of that person alone. */
export function asksWho({ kind }: Question): boolean {
  return kind === "credentials" || kind === "password";
}

/** Why it is asked again; nothing at the first time. */
export function refusalOf(question: Question): Refused | null {
  return "refused" in question ? question.refused : null;
}

/** What may be shown again when a question is asked again: no password and no code. */
export function openOnes(question: Question, values: Values): Values {
  const open = fieldsOf(question).filter(({ kind }) => kind === "text");
  return Object.fromEntries(open.map(({ name }) => [name, values[name] ?? ""]));
}

/** A password may begin or end with a space; nothing else is only spaces. */
export function isFilled({ name, kind }: Field, values: Values): boolean {
  const value = values[name] ?? "";
  return kind === "secret" ? value !== "" : value.trim() !== "";
}

/** What is sent. */
export function answerOf(question: Question, values: Values): Answer {
  const value = (name: string) => values[name] ?? "";
  switch (question.kind) {
    case "credentials":
      return { kind: "credentials", username: value("username"), password: value("password") };
    case "password":
      return { kind: "password", password: value("password") };
    case "new_password": {
      const names = question.requiredAttributes;
      const attributes = Object.fromEntries(names.map((name) => [name, value(ATTRIBUTE + name)]));
      return { kind: "new_password", password: value("password"), attributes };
    }
    case "code":
    case "software_token_setup":
      return { kind: "code", code: value("code") };
    case "choice":
      return { kind: "choice", option: value("option") };
  }
}
