-- The project that came of a published request, so that each leads to the other.
alter table publicity.publication add column project text;
create index publication_project on publicity.publication (town, project, id) where project is not null and state = 'PUBLISHED';

-- Pictures of a request, before and after the work, that a person chose to publish; none unless chosen.
alter table publicity.publication
  add column before_photos uuid[] not null default '{}',
  add column after_photos  uuid[] not null default '{}';
