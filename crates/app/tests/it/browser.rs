//! Somebody who uses the pages: cookies, forms, tokens in forms.

use reqwest::{Client, Response, StatusCode};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// A person at a browser.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    url: String,
    cookies: BTreeMap<String, String>,
    csrf: String,
}

impl Browser {
    /// Somebody who calls from `from`, an address on the loopback.
    pub fn new(url: &str, from: IpAddr) -> Self {
        let client = Client::builder()
            .no_proxy()
            .local_address(from)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(std::time::Duration::from_secs(30))
            .build()
            .unwrap();
        Self {
            client,
            url: url.to_owned(),
            cookies: BTreeMap::new(),
            csrf: String::new(),
        }
    }

    /// Opens a page and remembers cookies and the forms' token; its HTML.
    pub async fn open(&mut self, path: &str) -> Result<(StatusCode, String), reqwest::Error> {
        let answer = self
            .client
            .get(format!("{}{path}", self.url))
            .header("cookie", self.cookie())
            .send()
            .await?;
        self.keep(&answer);
        let status = answer.status();
        let html = answer.text().await?;
        if let Some((_, rest)) = html.split_once("name=\"csrf\" value=\"") {
            self.csrf = rest.split('"').next().unwrap().to_owned();
        }
        Ok((status, html))
    }

    /// Sends a form as the last page opened had it, with these fields.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Sent, reqwest::Error> {
        let mut form: Vec<(&str, &str)> = vec![("csrf", &self.csrf)];
        form.extend(fields);
        let request = self
            .client
            .post(format!("{}{path}", self.url))
            .header("cookie", self.cookie())
            .form(&form);
        let answer = request.send().await?;
        self.keep(&answer);
        let status = answer.status();
        let to = answer
            .headers()
            .get("location")
            .map(|v| v.to_str().unwrap().to_owned());
        let html = answer.text().await?;
        Ok(Sent { status, to, html })
    }

    /// Signs in with a recovery code, as a person who has lost her telephone.
    pub async fn sign_in(&mut self, email: &str, password: &str, code: &str) {
        self.open("/sign-in").await.unwrap();
        let sent = self
            .send("/sign-in", &[("email", email), ("password", password)])
            .await
            .unwrap();
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
        self.open("/sign-in/code").await.unwrap();
        let sent = self.send("/sign-in/code", &[("code", code)]).await.unwrap();
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
        let (status, _) = self.open("/posts").await.unwrap();
        assert_eq!(status, StatusCode::OK);
    }

    fn cookie(&self) -> String {
        self.cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn keep(&mut self, answer: &Response) {
        for line in answer.headers().get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// What came back for a form.
pub struct Sent {
    pub status: StatusCode,
    /// Where the browser is sent on to.
    pub to: Option<String>,
    pub html: String,
}

impl Sent {
    /// A form that was taken sends the browser on.
    pub fn taken(&self) -> bool {
        self.status == StatusCode::SEE_OTHER
    }
}
