package org.guanjia.requests;

import java.util.List;
import java.util.Optional;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;

/**
 * What waits for a member of staff in another module, on the page where they start: this module knows nothing of what is made of its
 * matters elsewhere. A module declares a bean for each kind.
 */
@FunctionalInterface
public interface TodayTasks {

  /** How many of a kind the page shows. */
  int SHOWN_MAX = 6;

  /**
   * One thing to do.
   *
   * @param more a line below the title; empty for none
   * @param due what is due, or by when, in the viewer's language
   */
  record Task(String title, String href, String more, String due, Tone tone) {}

  /**
   * Those of a kind.
   *
   * @param tasks the most urgent first, at most {@value #SHOWN_MAX}
   * @param further whether there are more of them than those
   * @param all label of the link to where all of them are found
   */
  record Kind(String title, List<Task> tasks, boolean further, String all, String href) {}

  /** Those of this viewer, by at most one query; empty when nothing waits. */
  Optional<Kind> of(Page page);
}
