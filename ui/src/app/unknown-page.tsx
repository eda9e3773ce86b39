import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { shell } from "../messages/shell.ts";
import { paths } from "../routing/paths.ts";
import { RouteLink } from "../routing/route-link.tsx";

export default function UnknownPage() {
  const { title, text, back } = shell.unknownPage;
  return (
    <SpaceBetween size="m">
      <Header variant="h1" description={text}>
        {title}
      </Header>
      <RouteLink to={paths.providers()}>{back}</RouteLink>
    </SpaceBetween>
  );
}
