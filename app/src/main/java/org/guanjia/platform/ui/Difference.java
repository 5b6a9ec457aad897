package org.guanjia.platform.ui;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One field in two versions: what is saved now and what the viewer typed. */
public record Difference(String label, @Nullable String left, @Nullable String right) {

  public boolean differs() {
    return !Objects.equals(left, right);
  }
}
