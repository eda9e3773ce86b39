import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs, {
  type KeyValuePairsProps,
} from "@cloudscape-design/components/key-value-pairs";
import { provider as text } from "../../messages/provider.ts";
import { Copyable } from "../../parts/copyable.tsx";

export type Pair = KeyValuePairsProps.Pair;

/** Values of a definition under a heading. */
export function PairsCard(props: { title: string; pairs: Pair[]; columns: number }) {
  return (
    <Container header={<Header variant="h2">{props.title}</Header>}>
      <KeyValuePairs columns={props.columns} items={props.pairs} minColumnWidth={220} />
    </Container>
  );
}

/** A value with its copy button. */
export function copyable(label: string, value: string | null | undefined): Pair {
  return { label, value: <Copyable text={value ?? null} what={label} /> };
}

export function yesNo(value: boolean | undefined): string {
  return value === true ? text.yes : text.no;
}
