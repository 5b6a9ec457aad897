package org.guanjia.projects;

import java.util.List;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.MatterLink;

/**
 * Where a project's page leads to in another module, as {@link MatterLink} does for a matter's: to the meeting that decided on it, to what everybody
 * sees of it. A module declares a bean for each kind of link.
 */
@FunctionalInterface
public interface ProjectLink {

  /** The links that this viewer has for the project; at most a few, by a query or two. */
  List<MatterLink.Link> of(Page page, ProjectLine project);
}
