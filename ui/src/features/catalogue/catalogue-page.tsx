import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Cards, { type CardsProps } from "@cloudscape-design/components/cards";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useState } from "react";
import type { CatalogueEntry, CatalogueType } from "../../backend/bindings.ts";
import { useCatalogueSearch } from "../../backend/draft-queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { catalogue as text } from "../../messages/catalogue.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { KeptDrafts } from "./kept-drafts.tsx";
import { unsupportedIn } from "./unsupported.ts";

const ALL = { value: "", label: text.all };
const TYPES = [
  ALL,
  ...(Object.keys(text.types) as CatalogueType[]).map((value) => ({ value, label: text.types[value] })),
];

const CARD: CardsProps.CardDefinition<CatalogueEntry> = {
  header: ({ name }) => <Box variant="h3" fontSize="heading-s">{name}</Box>,
  sections: [
    {
      id: "type",
      content: ({ catalogueType }) => (
        <Box color="text-body-secondary">{text.types[catalogueType]}</Box>
      ),
    },
    { id: "description", content: ({ description }) => description },
    { id: "actions", content: (entry) => <Ways entry={entry} /> },
  ],
};

/** What a provider can start from, and the drafts that wait to be finished. */
export default function CataloguePage() {
  const [search, setSearch] = useState("");
  const [type, setType] = useState("");
  const found = useCatalogueSearch(search);
  const entries = (found.data ?? []).filter((entry) => type === "" || entry.catalogueType === type);
  const unsupported = unsupportedIn(search);
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={text.description}>
        {text.title}
      </Header>
      <KeptDrafts />
      {found.error === null ? null : (
        <ErrorAlert error={found.error} onRetry={() => void found.refetch()} />
      )}
      <Cards
        items={entries}
        trackBy="id"
        loading={found.isPending}
        cardDefinition={CARD}
        cardsPerRow={[{ cards: 1 }, { minWidth: 620, cards: 2 }]}
        data-testid="catalogue"
        header={<Header variant="h2">{text.entries}</Header>}
        filter={
          <div className="catalogue-filter">
            <TextFilter
              filteringText={search}
              filteringAriaLabel={text.search}
              filteringPlaceholder={text.placeholder}
              countText={search === "" ? "" : text.matches(entries.length)}
              onChange={({ detail }) => setSearch(detail.filteringText)}
            />
            <Select
              options={TYPES}
              selectedOption={TYPES.find(({ value }) => value === type) ?? ALL}
              ariaLabel={text.typeFilter}
              data-testid="catalogue-type"
              onChange={({ detail }) => setType(detail.selectedOption.value ?? "")}
            />
          </div>
        }
        empty={
          unsupported === null ? (
            <EmptyState title={text.none.title} text={text.none.text} />
          ) : (
            <EmptyState
              title={unsupported.title}
              text={unsupported.text}
              action={
                <Button
                  onClick={() => {
                    setSearch(unsupported.find);
                    setType("");
                  }}
                >
                  {unsupported.action}
                </Button>
              }
            />
          )
        }
      />
    </SpaceBetween>
  );
}

function Ways({ entry }: { entry: CatalogueEntry }) {
  const { id, name, lookup, kind } = entry;
  // Of a user pool it is known what must be set up there.
  const hasWizard = lookup === "cognito" || kind === "user_store";
  const noWriting = useNoWriting();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {hasWizard ? (
        <Button
          variant="primary"
          {...noWriting}
          ariaLabel={text.actionOf(text.wizard, name)}
          data-testid={`wizard-${id}`}
          onClick={() => navigate(paths.newWizard(id))}
        >
          {text.wizard}
        </Button>
      ) : null}
      <Button
        {...noWriting}
        ariaLabel={text.actionOf(text.form, name)}
        data-testid={`form-${id}`}
        onClick={() => navigate(paths.newDraft(id))}
      >
        {text.form}
      </Button>
    </SpaceBetween>
  );
}
