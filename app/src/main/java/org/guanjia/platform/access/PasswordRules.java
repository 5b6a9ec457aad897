package org.guanjia.platform.access;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.io.ClasspathResource;
import com.nulabinc.zxcvbn.matchers.DictionaryLoader;
import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords are taken: long enough, and not one that attackers try first.
 *
 * <p>Nothing is asked of its composition (NIST SP 800-63B-4, 3.1.1.2: no composition rules, a blocklist instead). The
 * common ones are known by zxcvbn's frequency lists from real breaches (some 30,000 passwords, names, words, keyboard
 * walks, dates, repeats), by our own list of what is common in China, and, when the operator gives one, by a file of
 * breached passwords.
 */
final class PasswordRules {

  static final int LENGTH_MIN = 10;
  static final int LENGTH_MAX = 128;

  /** Below so many guesses an attacker who has the hash is through in days, in spite of Argon2id. */
  private static final double GUESSES_MIN = 1e9;

  private final Zxcvbn guesser = guesser();
  private final @Nullable BreachedPasswords breached;

  PasswordRules(@Nullable BreachedPasswords breached) {
    this.breached = breached;
  }

  /** Why a password is not taken; the name is the end of its message key. */
  enum Refusal {
    TOO_SHORT,
    TOO_LONG,
    COMMON,
    BREACHED
  }

  /**
   * One normal form, so that the same keys typed on another keyboard give the same password.
   *
   * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B-4, 3.1.1.2: NFKC or NFKD</a>
   */
  static String normal(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC);
  }

  /**
   * Why this password is refused, or nothing when it is good.
   *
   * @param about words of the person that are easily guessed: log-in name, name, town, department
   */
  Optional<Refusal> check(String typed, List<String> about) {
    String password = normal(typed);
    int length = password.codePointCount(0, password.length());
    if (length < LENGTH_MIN) {
      return Optional.of(Refusal.TOO_SHORT);
    }
    if (length > LENGTH_MAX) {
      return Optional.of(Refusal.TOO_LONG);
    }
    if (easilyGuessed(password, about)) {
      return Optional.of(Refusal.COMMON);
    }
    return breached != null && breached.contains(password) ? Optional.of(Refusal.BREACHED) : Optional.empty();
  }

  private boolean easilyGuessed(String password, List<String> about) {
    Strength strength = guesser.measure(password, about.stream().filter(word -> word.length() > 1).toList());
    return strength.getGuesses() < GUESSES_MIN;
  }

  private static Zxcvbn guesser() {
    try {
      return new ZxcvbnBuilder()
          .dictionaries(StandardDictionaries.loadAllDictionaries())
          .dictionary(new DictionaryLoader("chinese", new ClasspathResource("/org/guanjia/platform/access/common-passwords-zh.txt")).load())
          .keyboards(StandardKeyboards.loadAllKeyboards())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("the lists of common passwords are part of the program", e);
    }
  }
}
