package org.guanjia.insight;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The figures of requests that a leader asks for, over some months of receipt. */
@Schema(name = "RequestKeyFigures")
public record Key(Sum sum, @Nullable Integer medianDays) {}
