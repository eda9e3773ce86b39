import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Textarea from "@cloudscape-design/components/textarea";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import { BackendError } from "../../backend/backend.ts";
import type { RuleError, RuleSteps } from "../../backend/bindings.ts";
import { rule } from "../../messages/mapping-rule.ts";
import { afterPress } from "../../parts/after-press.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { FunctionList } from "./function-list.tsx";
import type { Unfinished } from "./unfinished-texts.ts";

const text = rule.cel;

/** As long a pause in typing as says that a text is meant as it stands. */
const SETTLED_MS = 500;

interface CelFieldProps {
  id: string;
  title: string;
  description: string;
  /** With the functions that can be called. */
  functions?: boolean;
  placeholder: string;
  /** What was typed here before and is not right yet. */
  unfinished: Unfinished;
  /** What is in force, whether or not its text is known yet: the preview tells that. */
  inForce: string;
  /** Its text. */
  value: string;
  /** What went wrong when that was evaluated. */
  error: RuleError | null;
  /** A text that is right; with the steps that it stands for, if it does. */
  onValid: (text: string, steps: RuleSteps | null) => void;
  /** Nothing is right as well. */
  onEmpty?: () => void;
}

/** CEL as text: what is wrong is marked at its place and changes nothing. */
export function CelField(props: CelFieldProps) {
  const { inForce, value, unfinished, onValid, onEmpty } = props;
  const backend = useBackend();
  const { failed } = useNotifications();
  const [typed, setTyped] = useState(() => unfinished.get(inForce));
  const [wrong, setWrong] = useState<RuleError | null>(null);
  const [taken, setTaken] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const [left, setLeft] = useState(false);
  const isLeft = useLatest(left);
  /** What stood here when something else was taken over: its text comes with the preview. */
  const [before, setBefore] = useState<{ value: string; inForce: string } | null>(null);
  const latest = useLatest({ value, inForce });
  const asked = useRef(0);
  const waiting = useRef<(() => void) | null>(null);
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [seen, setSeen] = useState({ inForce, own: false });
  if (seen.inForce !== inForce) {
    // A change from elsewhere, such as undoing, wins over what was typed before it.
    setSeen({ inForce, own: false });
    if (!seen.own) {
      setTyped(null);
      setWrong(null);
    }
  }

  if (before !== null && (before.value !== value || before.inForce === inForce)) setBefore(null);
  // Whoever has left sees the text of the rule, once it is known.
  if (left && typed !== null && wrong === null && !reading && before === null) setTyped(null);

  const read = async (next: string) => {
    const mine = ++asked.current;
    const beside = inForce;
    setReading(true);
    const answer = await backend.readRuleText(next);
    if (mine !== asked.current) return;
    setReading(false);
    setWrong(answer.error);
    if (answer.error !== null) return;
    waiting.current = () => {
      // Something else may have been done since, also in another dialog over the same rule.
      if (unfinished.get(beside) !== next || latest.current.inForce !== beside) return;
      unfinished.drop();
      setTaken(next);
      setSeen((one) => ({ ...one, own: true }));
      setBefore(latest.current);
      onValid(next, answer.steps);
    };
    if (isLeft.current) takeOver();
    else settle.current = setTimeout(() => afterPress(takeOver), SETTLED_MS);
  };
  /** Not with each key: half of a name is an expression, too, and another one. */
  const takeOver = () => {
    clearTimeout(settle.current);
    const take = waiting.current;
    waiting.current = null;
    take?.();
  };
  const readIt = (next: string) => {
    // Unread it stays on the screen; the next key reads it.
    read(next).catch((reason: unknown) => failed(BackendError.from(reason)));
  };
  const type = (next: string) => {
    setTyped(next);
    setLeft(false);
    clearTimeout(settle.current);
    waiting.current = null;
    if (next === "" && onEmpty !== undefined) {
      asked.current += 1;
      setReading(false);
      setWrong(null);
      unfinished.drop();
      onEmpty();
      return;
    }
    unfinished.keep(next, inForce);
    readIt(next);
  };
  // What is wrong with a text that waited here.
  const goOn = useEffectEvent(() => {
    if (typed !== null) readIt(typed);
  });
  useEffect(() => {
    const timer = setTimeout(() => goOn());
    return () => clearTimeout(timer);
  }, []);
  const box = useRef<HTMLDivElement>(null);
  /** In place of what is selected, with the cursor behind it. */
  const insert = (example: string) => {
    const area = box.current?.querySelector("textarea");
    if (!area) return;
    const now = typed ?? value;
    const { selectionStart: from, selectionEnd: to } = area;
    type(now.slice(0, from) + example + now.slice(to));
    area.focus();
    requestAnimationFrame(() => area.setSelectionRange(from + example.length, from + example.length));
  };
  const error = typed === null ? props.error : wrong;
  // What is no rule yet is taken back letter by letter.
  const isUnfinished = typed !== null && typed !== value && typed !== taken;
  const field = (
    <FormField
      stretch
      label={props.title}
      description={props.description}
      errorText={error === null ? undefined : error.message}
    >
      <div ref={box} className="settings-editor" data-own-undo={isUnfinished || undefined}>
        <Textarea
          value={typed ?? value}
          rows={2}
          placeholder={props.placeholder}
          spellcheck={false}
          data-testid={props.id}
          onChange={({ detail }) => type(detail.value)}
          onBlur={() =>
            // What it becomes changes the height of the dialog.
            afterPress(() => {
              takeOver();
              setLeft(true);
            })
          }
          onFocus={() => setLeft(false)}
        />
      </div>
    </FormField>
  );
  // Beside the field: what is wrong stands right under the text, and the functions' own fields
  // must not take its label.
  return (
    <div>
      {field}
      {error === null ? null : (
        <div data-testid={`${props.id}-error`}>
          <MarkedText text={typed ?? value} error={error} />
          {typed === null ? null : (
            <Box margin={{ top: "xxs" }}>
              <StatusIndicator type="info">{text.kept}</StatusIndicator>
            </Box>
          )}
        </div>
      )}
      {props.functions === true ? <FunctionList onInsert={insert} /> : null}
    </div>
  );
}

/** The text with the place of the error; Rust counts code points. */
function MarkedText({ text: whole, error }: { text: string; error: RuleError }) {
  const points = Array.from(whole);
  const end = error.offset + error.length;
  return (
    <>
      <Box fontSize="body-s">{text.at(error.offset + 1)}</Box>
      <pre className="cel-marked code-text">
        {points.slice(0, error.offset).join("")}
        <mark>{points.slice(error.offset, end).join("") || " "}</mark>
        {points.slice(end).join("")}
      </pre>
    </>
  );
}
