package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.Page;
import org.guanjia.projects.ProjectLine;
import org.guanjia.projects.ProjectLink;
import org.guanjia.projects.ProjectState;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.MatterLink;
import org.guanjia.requests.State;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** From a request's or project's page to what everybody sees of it and, for whoever looks before that, to the look. */
@Component
@Order(30)
class PublicationLinks implements MatterLink, ProjectLink {

  private final PublicationWork work;

  PublicationLinks(PublicationWork work) {
    this.work = work;
  }

  @Override
  public List<Link> of(Page page, MatterLine matter) {
    // Nothing is proposed before it was told once; what was reopened since has been.
    return matter.state() == State.RECEIVED ? List.of() : links(page, PublicationKind.REQUEST, matter.code());
  }

  @Override
  public List<Link> of(Page page, ProjectLine project) {
    return project.state() == ProjectState.CLOSED ? links(page, PublicationKind.PROJECT, project.code()) : List.of();
  }

  private List<Link> links(Page page, PublicationKind kind, String source) {
    return work.find(kind, source).map(publication -> links(page, publication)).orElse(List.of());
  }

  private static List<Link> links(Page page, Publication publication) {
    var links = new ArrayList<Link>();
    String title = page.t("publicity.link." + publication.state());
    if (publication.state() == PublicationState.PUBLISHED) links.add(new Link(title, page.t("publicity.see"), publication.href()));
    if (page.may(Permission.PUBLICITY_EDIT)) {
      boolean waits = publication.state() == PublicationState.PROPOSED || publication.reopened();
      links.add(new Link(waits ? page.t("publicity.link.waits") : links.isEmpty() ? title : "", page.t(waits ? "publicity.look.title" : "publicity.link.look"), "/publications/" + publication.id(), waits));
    }
    return links;
  }
}
