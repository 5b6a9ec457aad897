package org.guanjia.projects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An approval by the joint meeting.
 *
 * @param amountFen what is approved; the sources must add up to it
 * @param bySource what each source gives, in fen; a source that gives nothing is left out
 * @param note null for none
 */
public record Approval(long amountFen, Map<Source, Long> bySource, @Nullable String note) {}
