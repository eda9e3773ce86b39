import FormField from "@cloudscape-design/components/form-field";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { ClaimSource } from "../../backend/bindings.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { run } from "../../messages/test-run.ts";
import { NotKept } from "../../parts/not-kept.tsx";
import type { Preview } from "./use-preview.ts";

const text = preview.samples;
const { sources } = run.attributes;

/** Claims that are typed or pasted, of one source or of several. */
export function SampleInput({ preview: { sample, setSample, keptSample, error } }: { preview: Preview }) {
  const [source, setSource] = useState<ClaimSource>("id_token");
  return (
    <SpaceBetween size="s">
      {keptSample.failure === null ? null : <NotKept failure={keptSample.failure} />}
      <SegmentedControl
        label={text.of}
        selectedId={source}
        options={Object.entries(sources).map(([id, label]) => ({ id, text: label }))}
        onChange={({ detail }) => setSource(detail.selectedId as ClaimSource)}
      />
      <FormField
        stretch
        label={text.label(sources[source])}
        constraintText={keptSample.refused ? undefined : text.hint}
        warningText={keptSample.refused ? text.notKept : undefined}
        errorText={error === null ? undefined : `${error.title} ${error.advice}`}
      >
        <div className="settings-editor" data-own-undo>
          <Textarea
            value={sample[source] ?? ""}
            placeholder={text.placeholder}
            rows={6}
            spellcheck={false}
            data-testid="sample-text"
            onChange={({ detail }) => setSample({ ...sample, [source]: detail.value })}
          />
        </div>
      </FormField>
    </SpaceBetween>
  );
}
