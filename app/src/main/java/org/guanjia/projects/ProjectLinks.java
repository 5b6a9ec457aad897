package org.guanjia.projects;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.MatterLink;
import org.guanjia.requests.Outcome;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Leads from a matter to the projects that came of it, or to the form that proposes one. */
@Component
@Order(10)
class ProjectLinks implements MatterLink {

  private static final Set<Outcome> PROPOSED = EnumSet.of(Outcome.MICRO_PROJECT, Outcome.WISH);

  private final Projects projects;

  ProjectLinks(Projects projects) {
    this.projects = projects;
  }

  @Override
  public List<Link> of(Page page, MatterLine matter) {
    if (matter.outcome() == null || !PROPOSED.contains(matter.outcome()) || !page.may(Permission.PROJECTS_VIEW)) return List.of();
    List<ProjectLine> found = projects.ofRequest(matter.code());
    if (found.stream().anyMatch(line -> line.state() != ProjectState.REFUSED && line.state() != ProjectState.WITHDRAWN) || !page.may(Permission.PROJECTS_PROPOSE)) {
      return found.stream().map(line -> link(page, line)).toList();
    }
    var propose = new Link(page.t("projects.link.none"), page.t("projects.link.propose"), "/projects/new?request=" + matter.code(), true);
    return Stream.concat(Stream.of(propose), found.stream().map(line -> link(page, line))).toList();
  }

  private static Link link(Page page, ProjectLine line) {
    return new Link(page.t("projects.link.project", page.t("projects.state." + line.state())), line.code() + " " + line.title(), "/projects/" + line.code());
  }
}
