package org.guanjia.projects;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project as lists show it.
 *
 * @param year the library it stands in
 * @param village code
 * @param benefiting people who benefit
 * @param estimateFen what it was thought to cost
 * @param approvedFen what was approved and stands after change orders; null before the approval
 * @param departments codes of those asked, or building
 * @param responsible user id of whoever answers for the building; null before the plan
 */
public record ProjectLine(
    long id,
    String code,
    ProjectState state,
    int year,
    Kind kind,
    String title,
    String village,
    @Nullable String place,
    int benefiting,
    long estimateFen,
    @Nullable Long approvedFen,
    List<String> departments,
    @Nullable String builder,
    @Nullable String responsible,
    Instant proposedAt,
    @Nullable Instant decidedAt,
    @Nullable Instant acceptedAt,
    @Nullable Instant closedAt,
    int version) {}
