package org.guanjia.projects;

import java.util.Map;

/**
 * What the projects of a filter come to.
 *
 * @param byState how many stand in each state; states without any are left out
 * @param byKind how many there are of each kind
 * @param byVillage how many there are in each village, by code
 * @param benefiting people who benefit, summed up
 * @param estimateFen all estimates
 * @param approvedFen all approved money, after change orders
 * @param paidFen all paid money
 * @param bySource approved money by source, in fen
 */
public record ProjectTotals(
    Map<ProjectState, Integer> byState,
    Map<Kind, Integer> byKind,
    Map<String, Integer> byVillage,
    long benefiting,
    long estimateFen,
    long approvedFen,
    long paidFen,
    Map<Source, Long> bySource) {

  public int count() {
    return byState.values().stream().mapToInt(Integer::intValue).sum();
  }

  public int count(ProjectState... states) {
    int count = 0;
    for (ProjectState state : states) count += byState.getOrDefault(state, 0);
    return count;
  }
}
