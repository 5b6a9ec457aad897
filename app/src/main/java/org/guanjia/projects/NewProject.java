package org.guanjia.projects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is proposed.
 *
 * @param year of the library, 2000 to 2099
 * @param title at most 100 characters
 * @param village code
 * @param place where in the village; null for none
 * @param need what people want and why, at most 4,000 characters
 * @param benefiting people who benefit, 1 to 10,000,000
 * @param estimateFen what it may cost
 * @param requests receipt codes of the requests it comes from; empty for a project proposed directly
 */
public record NewProject(
    int year, @Nullable Kind kind, String title, String village, @Nullable String place, String need, int benefiting, long estimateFen,
    List<String> requests) {}
