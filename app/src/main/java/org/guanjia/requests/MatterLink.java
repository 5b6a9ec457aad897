package org.guanjia.requests;

import java.util.List;
import org.guanjia.platform.web.Page;

/**
 * Where a matter's page leads to in another module: this module knows nothing of what is made of its matters elsewhere. A module declares a bean
 * for each kind of link.
 */
@FunctionalInterface
public interface MatterLink {

  /**
   * A link, with what stands above it.
   *
   * @param title what it is about, such as the project that came of the matter
   * @param label of the link itself
   */
  record Link(String title, String label, String href) {}

  /** The links that this viewer has for the matter; at most a few, by at most one query. */
  List<Link> of(Page page, MatterLine matter);
}
