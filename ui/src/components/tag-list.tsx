import Badge from "@cloudscape-design/components/badge";
import SpaceBetween from "@cloudscape-design/components/space-between";

export function TagList({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      {tags.map((tag, index) => (
        <Badge key={index}>
          <bdi>{tag}</bdi>
        </Badge>
      ))}
    </SpaceBetween>
  );
}
