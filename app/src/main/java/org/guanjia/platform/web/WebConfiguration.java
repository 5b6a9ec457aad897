package org.guanjia.platform.web;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import guanjia.pages.StaticTemplates;
import guanjia.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The bridge between Spring MVC and JTE: controllers take a {@link Page} and return a typed template. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

  private final Pages pages;
  private final Characters characters;

  WebConfiguration(Pages pages, Characters characters) {
    this.pages = pages;
    this.characters = characters;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(characters);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(pages);
  }

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
    builder.addCustomConverter(new TemplateConverter());
  }

  @Bean
  static Templates templates() {
    return new StaticTemplates();
  }

  @Bean
  static Clock clock() {
    return Clock.system(ZoneId.of("Asia/Shanghai"));
  }

  /** Makes the {@link Page} of a request, as a controller's argument and for error pages. */
  @Component
  static class Pages implements HandlerMethodArgumentResolver {

    private final Messages messages;
    private final Assets assets;
    private final Surroundings surroundings;
    private final boolean demo;

    Pages(Messages messages, Assets assets, Surroundings surroundings, Environment environment) {
      this.messages = messages;
      this.assets = assets;
      this.surroundings = surroundings;
      this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    Page page(HttpServletRequest request, HttpServletResponse response) {
      return new Page(request, messages, Preferences.of(request), assets, surroundings, demo, Flash.take(request, response));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Page.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
      HttpServletResponse servletResponse = request.getNativeResponse(HttpServletResponse.class);
      if (servletRequest == null || servletResponse == null) throw new IllegalStateException("not a servlet request");
      return page(servletRequest, servletResponse);
    }
  }

  private static final class TemplateConverter extends AbstractHttpMessageConverter<JteModel> {
    private static final int PIECE_BYTES = 1 << 13;

    TemplateConverter() {
      super(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
    }

    @Override
    protected boolean supports(Class<?> type) {
      return JteModel.class.isAssignableFrom(type);
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
      return false;
    }

    @Override
    protected JteModel readInternal(Class<? extends JteModel> type, HttpInputMessage message) {
      throw new UnsupportedOperationException("templates are only written");
    }

    /** Rendered whole before the first byte goes out, so that a failing template gives an error page, not half a page. */
    @Override
    protected void writeInternal(JteModel model, HttpOutputMessage message) throws IOException {
      var output = new Utf8ByteOutput();
      model.render(output);
      message.getHeaders().setContentLength(output.getContentLength());
      // In few large pieces: it consists of thousands, each of which would pass by every filter.
      var body = new BufferedOutputStream(message.getBody(), PIECE_BYTES);
      output.writeTo(body);
      body.flush();
    }
  }
}
