package org.guanjia.projects;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money paid.
 *
 * @param fen more than nothing, and no more than is left of the source's budget
 * @param milestone id of the milestone it is paid for; null for none
 */
public record NewPayment(@Nullable LocalDate paidOn, String payee, @Nullable Source source, long fen, @Nullable Long milestone, @Nullable String note) {}
