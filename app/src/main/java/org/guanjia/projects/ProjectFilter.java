package org.guanjia.projects;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which projects a list shows; null, blank or empty asks for nothing in particular.
 *
 * @param q a project's code, or words of title, need or place
 * @param year of the library
 * @param states those alone
 * @param department code of a department whose view is asked for and not given yet
 */
public record ProjectFilter(
    String q, @Nullable Integer year, @Nullable Kind kind, @Nullable String village, Set<ProjectState> states, @Nullable String department) {

  public static final ProjectFilter ALL = new ProjectFilter("", null, null, null, Set.of(), null);

  public ProjectFilter {
    states = Set.copyOf(states);
  }

  public ProjectFilter ofYear(@Nullable Integer other) {
    return new ProjectFilter(q, other, kind, village, states, department);
  }

  public ProjectFilter of(@Nullable Kind other) {
    return new ProjectFilter(q, year, other, village, states, department);
  }

  public ProjectFilter at(@Nullable String other) {
    return new ProjectFilter(q, year, kind, other, states, department);
  }

  public ProjectFilter in(ProjectState... others) {
    return new ProjectFilter(q, year, kind, village, Set.of(others), department);
  }

  public ProjectFilter seeking(String other) {
    return new ProjectFilter(other, year, kind, village, states, department);
  }

  public ProjectFilter waitingFor(@Nullable String other) {
    return new ProjectFilter(q, year, kind, village, states, other);
  }
}
