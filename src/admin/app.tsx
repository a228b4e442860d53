import logo from './logo.svg';

export default {
  config: {
    auth: { logo },
    menu: { logo },
    head: { favicon: logo },
    locales: [],
    tutorials: false,
    notifications: { releases: false },
    translations: {
      en: {
        'app.components.LeftMenu.navbrand.title': 'Duka',
        'app.components.LeftMenu.navbrand.workplace': 'Back office',
        'Auth.form.welcome.title': 'Welcome to Duka',
        'Auth.form.welcome.subtitle': 'Sign in to your shop',
        'HomePage.head.title': 'Duka',
      },
    },
  },
  bootstrap() {
    document.title = 'Duka';
  },
};
