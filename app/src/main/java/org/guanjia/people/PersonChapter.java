package org.guanjia.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * What another module knows of a person, told on the person's page: this module knows nothing of what is done for its people elsewhere. A module
 * declares a bean for each chapter.
 */
@FunctionalInterface
public interface PersonChapter {

  /**
   * Whom the chapter is about.
   *
   * @param person number in the register
   * @param records the person's number, and those of the records merged into it
   * @param phones known today, in their normal form; never to be shown
   */
  record Subject(long person, List<Long> records, List<String> phones) {}

  /**
   * A dated line.
   *
   * @param state in the reader's language; null for none
   * @param tone of the state
   * @param href null where it leads nowhere
   */
  record Line(LocalDate on, String text, @Nullable String state, Tone tone, @Nullable String href) {}

  /** What the reader may do next, in their language, and where. */
  record Next(String label, String href) {}

  /**
   * @param more what is left out, in the reader's language; null when nothing is
   * @param next null when there is nothing to do
   */
  record Chapter(String title, List<Line> lines, @Nullable String more, @Nullable Next next) {}

  /** The chapter as far as this viewer may see it, the latest line first; by at most one query. Empty when the viewer may see none of the kind. */
  Optional<Chapter> of(Page page, Subject subject);
}
