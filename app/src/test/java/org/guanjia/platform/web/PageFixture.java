package org.guanjia.platform.web;

import jakarta.servlet.http.Cookie;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** A {@link Page} without an application around it, for tests that render templates. */
public final class PageFixture {

  private PageFixture() {}

  /** Somebody who is not logged in, at that path, in Chinese. */
  public static Page at(String path) {
    return at(path, null);
  }

  /** The same with a message of the last action. */
  public static Page at(String path, @Nullable Flash flash, Cookie... cookies) {
    var request = new MockHttpServletRequest("GET", path);
    request.setCookies(cookies);
    request.setAttribute(CsrfToken.class.getName(), new DefaultCsrfToken("X-XSRF-TOKEN", "_csrf", "token"));
    var beans = new DefaultListableBeanFactory();
    beans.registerSingleton("urls", new ResourceUrlProvider());
    beans.registerSingleton(
        "towns", (TownProfiles) (town, locale) -> Optional.of(new TownProfile("茶山镇", "东莞市茶山镇", "公共服务办公室", "0769-00000000")));
    var messages = messages();
    return new Page(
        request, messages, Preferences.of(request), new Assets(beans.getBeanProvider(ResourceUrlProvider.class)),
        new Surroundings(
            beans.getBeanProvider(NavEntry.class), beans.getBeanProvider(TownProfiles.class), messages, "441900103"),
        false, flash);
  }

  private static Messages messages() {
    try {
      return new Messages();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
