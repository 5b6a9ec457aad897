package org.guanjia.insight;

import io.swagger.v3.oas.annotations.media.Schema;

/** How many there are of something; the code says of what, the page says it in words. */
@Schema(name = "NamedCount")
public record Named(String code, long count) {}
