package org.guanjia.platform.ui;

import org.jspecify.annotations.Nullable;

/**
 * A picture by its local addresses.
 *
 * @param href the whole picture
 * @param thumbnail a small one; the same address where there is none
 * @param alt what is to be seen, for those who do not see it
 * @param caption below it; null for none
 */
public record Picture(String href, String thumbnail, String alt, @Nullable String caption) {}
