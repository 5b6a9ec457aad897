package org.guanjia.publicity;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided at a look.
 *
 * @param title the texts as edited
 * @param show details that may stay, by part and text: {@code asked:陈先生}
 * @param words further words to black out, wherever they stand
 * @param pictures the pictures go out too
 * @param photos of the request's photos those that go out
 * @param seen {@link Look#seen} of what was on the screen; null when nothing was
 * @param source {@link Original#digest} of the original that was on the screen
 */
public record LookForm(
    String title, String asked, String became, Set<String> show, List<String> words, boolean pictures, Set<UUID> photos,
    @Nullable String seen, @Nullable String source) {

  static final int WORDS_MAX = 50;

  /** As the filter leaves it. */
  static LookForm fresh(Original original) {
    return fresh(original, Photos.NONE);
  }

  /** The same, with those photos chosen. */
  static LookForm fresh(Original original, Photos chosen) {
    return new LookForm(original.title(), original.asked(), original.became(), Set.of(), List.of(), true, Set.copyOf(chosen.all()), null, original.digest());
  }

  /** Words in lines or with commas between. */
  static List<String> words(@Nullable String typed) {
    if (typed == null) return List.of();
    return Arrays.stream(typed.split("[\\n\\r,，、;；]+")).map(String::strip).filter(word -> !word.isEmpty()).distinct().limit(WORDS_MAX).toList();
  }
}
