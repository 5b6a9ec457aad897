package org.guanjia.platform.web;

import java.util.Arrays;
import java.util.List;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;

/**
 * A way to a page from every page. A module declares a bean for each; the viewer sees those that the permissions allow.
 *
 * @param order lower stands first within the section
 * @param icon name of a symbol in assets/icons.svg
 * @param key message key of the label
 * @param anyOf permissions of which one is enough; none means everybody who is logged in
 */
public record NavEntry(Section section, int order, String icon, String key, String href, List<Permission> anyOf) {

  /** Where it stands. */
  public enum Section {
    /** The daily round, above everything and without a heading. */
    WORK,
    /** What the town does for people. */
    SERVICES,
    /** Lists, figures, spreadsheets. */
    RECORDS,
    ADMINISTRATION,
    /** In the viewer's own menu. */
    ACCOUNT,
    /** Not shown: where the search field of the header sends its parameter {@code q}. */
    SEARCH;

    /** Message key of the heading. */
    public String key() {
      return "ui.section." + name();
    }
  }

  public NavEntry(Section section, int order, String icon, String key, String href, Permission... anyOf) {
    this(section, order, icon, key, href, List.copyOf(Arrays.asList(anyOf)));
  }

  boolean visibleTo(Viewer viewer) {
    return anyOf.isEmpty() || anyOf.stream().anyMatch(viewer::may);
  }
}
