package org.guanjia.platform.access;

import java.util.List;
import java.util.Optional;
import org.guanjia.platform.web.Page;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Judges a new password, typed twice, and says in the person's language what is wrong. */
@Component
class PasswordCheck {

  private final ObjectProvider<PasswordRules> rules;

  PasswordCheck(ObjectProvider<PasswordRules> rules) {
    this.rules = rules;
  }

  /** What is wrong, and with which field. */
  record Trouble(String field, String text) {}

  Optional<Trouble> problem(Page page, String password, String repeated, List<String> about) {
    Optional<Trouble> refused =
        rules
            .getObject()
            .check(password, about)
            .map(refusal -> new Trouble("newPassword", page.t("access.password." + refusal.name(), PasswordRules.LENGTH_MIN, PasswordRules.LENGTH_MAX)));
    if (refused.isPresent()) return refused;
    return password.equals(repeated) ? Optional.empty() : Optional.of(new Trouble("repeated", page.t("access.password.differs")));
  }
}
