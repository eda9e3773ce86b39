import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { ProviderView } from "../../backend/bindings.ts";
import { useSecretPlaces } from "../../backend/queries.ts";
import { actions } from "../../messages/actions.ts";
import { secretStore as text } from "../../messages/secret-store.ts";
import { useNoWriting } from "../../parts/no-writing.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";

/** Says that a client secret is missing, or lies in a store that is not in use. */
export function SecretState({ provider }: { provider: ProviderView }) {
  const noWriting = useNoWriting();
  const places = useSecretPlaces().data;
  const authentication = provider.definition.oauth?.clientAuthentication ?? "none";
  if (authentication !== "none" && !provider.clientSecretSet) {
    return (
      <Alert
        type="warning"
        header={text.missing.title}
        data-testid="secret-missing"
        action={
          <Button
            {...noWriting}
            data-testid="add-secret"
            onClick={() => navigate(paths.editProvider(provider.id))}
          >
            {text.missing.add}
          </Button>
        }
      >
        {text.missing.text}
      </Alert>
    );
  }
  const place = places?.find(({ providerId }) => providerId === provider.id);
  if (place === undefined || place.inUse || place.gone) return null;
  return (
    <Alert
      type="info"
      header={text.notInUse.title(text.places[place.store])}
      data-testid="secret-elsewhere"
      action={
        <Button onClick={() => navigate(paths.settings())}>{actions.openSettings}</Button>
      }
    >
      {text.notInUse.text}
    </Alert>
  );
}
