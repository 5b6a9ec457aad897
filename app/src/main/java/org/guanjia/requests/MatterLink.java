package org.guanjia.requests;

import java.util.List;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

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
   * @param href of a page of ours, or where somebody else's stands
   * @param next it is the next thing to do, and stands out
   */
  record Link(String title, String label, String href, boolean next) {

    public Link(String title, String label, String href) {
      this(title, label, href, false);
    }

    /** What a link out of this program says of itself, so that the other side learns nothing; null for our own pages. */
    public @Nullable String rel() {
      return href.startsWith("/") ? null : "noopener noreferrer nofollow external";
    }
  }

  /** The links that this viewer has for the matter; at most a few, by a query or two. */
  List<Link> of(Page page, MatterLine matter);
}
