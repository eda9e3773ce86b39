import type { Decision } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { simulator } from "../../messages/simulator.ts";

const text = simulator.route;

/** Who is tried when the provider fails, one after the other. */
export function Fallback({ decision }: { decision: Decision }) {
  const names = decision.fallback?.providers.map(({ name }) => name) ?? [];
  return (
    <UntrustedText>
      {names.length === 0 ? text.noFallback : text.then(names.join(", "))}
    </UntrustedText>
  );
}
