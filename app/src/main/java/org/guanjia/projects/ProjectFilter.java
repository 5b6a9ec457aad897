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
 * @param micro micro-projects proper alone: 便民工程 and 公益服务, no wishes
 */
public record ProjectFilter(
    String q, @Nullable Integer year, @Nullable Kind kind, @Nullable String village, Set<ProjectState> states, @Nullable String department, boolean micro) {

  public static final ProjectFilter ALL = new ProjectFilter("", null, null, null, Set.of(), null, false);

  public ProjectFilter {
    states = Set.copyOf(states);
  }

  public ProjectFilter ofYear(@Nullable Integer other) {
    return new ProjectFilter(q, other, kind, village, states, department, micro);
  }

  public ProjectFilter of(@Nullable Kind other) {
    return new ProjectFilter(q, year, other, village, states, department, micro);
  }

  public ProjectFilter at(@Nullable String other) {
    return new ProjectFilter(q, year, kind, other, states, department, micro);
  }

  public ProjectFilter in(ProjectState... others) {
    return new ProjectFilter(q, year, kind, village, Set.of(others), department, micro);
  }

  public ProjectFilter seeking(String other) {
    return new ProjectFilter(other, year, kind, village, states, department, micro);
  }

  public ProjectFilter waitingFor(@Nullable String other) {
    return new ProjectFilter(q, year, kind, village, states, other, micro);
  }

  public ProjectFilter micro(boolean other) {
    return new ProjectFilter(q, year, kind, village, states, department, other);
  }
}
