package org.guanjia.projects;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a project is carried out.
 *
 * @param builder organisation that builds or gives the service
 * @param responsible user id of whoever answers for it
 * @param milestones in their order
 */
public record Plan(String builder, @Nullable String responsible, List<Step> milestones) {

  /** @param id of a milestone that stands already; null for a new one */
  public record Step(@Nullable Long id, String title, @Nullable LocalDate plannedOn) {}
}
